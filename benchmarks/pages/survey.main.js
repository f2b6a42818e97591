const survey = new Survey.Model($survey);
survey.render(document.getElementById("survey"));
