// Shows the drawing in place of a picture that cannot be loaded.
(() => {
    const markFailed = (image) => image.parentElement?.classList.add("ec-picture--failed");

    const selector = ".ec-picture img";

    document.addEventListener(
        "error",
        (event) => {
            if (event.target instanceof Element && event.target.matches(selector)) {
                markFailed(event.target);
            }
        },
        true, // Errors of images do not bubble.
    );

    for (const image of document.querySelectorAll(selector)) {
        if (image.complete && image.naturalWidth === 0 && image.currentSrc) {
            markFailed(image);
        }
    }
})();
