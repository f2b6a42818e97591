/**
 * Shows the captions of a video when it is played: with `default`, browsers would load them with the page. Without
 * this script, customers find them in the menu of the video.
 *
 * @param {HTMLElement} video
 */
export function start(video) {
  video.addEventListener("play", () => showCaptions(/** @type {HTMLVideoElement} */ (video)), { once: true });
}

/** @param {HTMLVideoElement} video */
function showCaptions(video) {
  for (const track of video.textTracks) {
    track.mode = "showing";
  }
}
