// Plays a video in the page once its visitor has asked for it; nothing is loaded before.
(() => {
    for (const frame of document.querySelectorAll("[data-ec-video-frame]")) {
        frame.hidden = false;
        frame.querySelector("button").addEventListener("click", () => {
            frame.replaceChildren(frame.querySelector("template").content.cloneNode(true));
            frame.querySelector("iframe").focus();
        });
    }
})();
