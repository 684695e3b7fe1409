// Shows the article anew when its file was saved, at the place where its writer was reading.

const EVERY = 500;
const shown = document.querySelector("[data-state]").getAttribute("data-state");

setInterval(async () => {
  try {
    const answer = await fetch("/preview/state");
    const { state } = await answer.json();
    if (state !== shown) location.reload();
  } catch {
    // The preview was stopped; there is nothing new to show.
  }
}, EVERY);
