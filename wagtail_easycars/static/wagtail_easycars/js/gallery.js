// Adds buttons, keys and marked thumbnails to a gallery, which scrolls without them.
(() => {
    class Gallery {
        constructor(root) {
            this.strip = root.querySelector("[data-ec-strip]");
            this.slides = [...this.strip.children];
            if (this.slides.length < 2) {
                return;
            }
            this.current = 0;
            this.counter = root.querySelector("[data-ec-current]");
            this.thumbnails = [...root.querySelectorAll(".ec-gallery__thumbnails a")];
            this.previous = this.addButton("previous", root.dataset.previous, "‹", -1);
            this.next = this.addButton("next", root.dataset.next, "›", 1);

            this.thumbnails.forEach((thumbnail, index) => {
                thumbnail.addEventListener("click", (event) => {
                    event.preventDefault();
                    this.show(index);
                });
            });
            this.strip.addEventListener("keydown", (event) => this.onKey(event));
            this.observe();
            this.mark(0);
        }

        addButton(name, label, sign, step) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = `ec-gallery__step ec-gallery__step--${name}`;
            button.setAttribute("aria-label", label);
            button.textContent = sign;
            button.addEventListener("click", () => this.show(this.current + step));
            this.strip.parentElement.append(button);
            return button;
        }

        onKey(event) {
            const targets = {
                ArrowLeft: this.current - 1,
                ArrowRight: this.current + 1,
                Home: 0,
                End: this.slides.length - 1,
            };
            if (event.key in targets) {
                event.preventDefault();
                this.show(targets[event.key]);
            }
        }

        observe() {
            const observer = new IntersectionObserver(
                (entries) => {
                    for (const entry of entries) {
                        if (entry.isIntersecting) {
                            this.mark(this.slides.indexOf(entry.target));
                        }
                    }
                },
                { root: this.strip, threshold: 0.6 },
            );
            this.slides.forEach((slide) => observer.observe(slide));
        }

        show(index) {
            const slide = this.slides[index];
            if (slide) {
                this.strip.scrollTo({ left: slide.offsetLeft - this.strip.offsetLeft });
            }
        }

        mark(index) {
            this.current = index;
            this.counter.textContent = index + 1;
            this.previous.disabled = index === 0;
            this.next.disabled = index === this.slides.length - 1;
            this.thumbnails.forEach((thumbnail, position) => {
                thumbnail.setAttribute("aria-current", String(position === index));
            });
        }
    }

    for (const root of document.querySelectorAll("[data-ec-gallery]")) {
        new Gallery(root);
    }
})();
