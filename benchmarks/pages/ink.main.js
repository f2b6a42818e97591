const story = new inkjs.Story(storyContent);
const place = document.getElementById("story");

function show() {
  place.replaceChildren();
  while (story.canContinue) {
    const paragraph = document.createElement("div");
    paragraph.innerHTML = story.Continue();
    place.append(paragraph);
  }
  for (const choice of story.currentChoices) {
    const button = document.createElement("button");
    button.innerHTML = choice.text;
    button.addEventListener("click", () => {
      story.ChooseChoiceIndex(choice.index);
      show();
    });
    place.append(button);
  }
}

show();
