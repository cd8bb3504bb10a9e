// Adds buttons, keys, marked thumbnails and a large view to a gallery, which scrolls without them.
(() => {
    class Gallery {
        constructor(root) {
            this.root = root;
            this.frame = root.querySelector("[data-ec-frame]");
            this.strip = root.querySelector("[data-ec-strip]");
            this.viewer = root.querySelector("[data-ec-viewer]");
            this.slides = [...this.strip.children];
            this.links = [...this.strip.querySelectorAll("a[href]")];
            this.thumbnails = [...root.querySelectorAll(".ec-gallery__thumbnails a")];
            this.current = 0;
            this.enlarge();
            if (this.slides.length > 1) {
                this.addControls();
                this.observe();
                this.mark(0);
            }
        }

        addControls() {
            const { previous, next } = this.root.dataset;
            this.counter = this.root.querySelector("[data-ec-current]");
            this.status = this.root.querySelector("[data-ec-status]");
            this.previous = this.addButton("previous", previous, "‹", -1);
            this.next = this.addButton("next", next, "›", 1);
            this.thumbnails.forEach((thumbnail, index) => {
                thumbnail.addEventListener("click", (event) => {
                    event.preventDefault();
                    this.show(index);
                });
            });
            this.root.addEventListener("keydown", (event) => this.onKey(event));
        }

        addButton(name, label, sign, step) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = `ec-gallery__step ec-gallery__step--${name}`;
            button.setAttribute("aria-label", label);
            button.textContent = sign;
            button.addEventListener("click", () => this.show(this.current + step));
            this.frame.append(button);
            return button;
        }

        onKey(event) {
            const targets = {
                ArrowLeft: this.current - 1,
                ArrowRight: this.current + 1,
                Home: 0,
                End: this.slides.length - 1,
            };
            if (event.key in targets && !event.altKey && !event.ctrlKey && !event.metaKey) {
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

        show(index, behavior = "auto") {
            const slide = this.slides[index];
            if (slide) {
                const left = slide.offsetLeft - this.slides[0].offsetLeft;
                this.strip.scrollTo({ left, behavior });
            }
        }

        mark(index) {
            if (index !== this.current) {
                this.status.textContent = this.slides[index].querySelector("img")?.alt;
            }
            this.current = index;
            this.counter.textContent = index + 1;
            this.previous.disabled = index === 0;
            this.next.disabled = index === this.slides.length - 1;
            this.thumbnails.forEach((thumbnail, position) => {
                thumbnail.setAttribute("aria-current", String(position === index));
            });
            for (const list of [this.links, this.thumbnails]) {
                this.rove(list, index);
            }
        }

        // Only what is shown can be reached with the tab key: nobody wants to pass thirty pictures.
        rove(list, index) {
            list.forEach((link, position) => {
                link.tabIndex = position === index ? 0 : -1;
            });
            if (list.includes(document.activeElement)) {
                list[index].focus({ preventScroll: true });
            }
        }

        // The gallery itself moves into the dialog, so that it is used there in the same way.
        enlarge() {
            this.links.forEach((link, index) => {
                link.addEventListener("click", (event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey) {
                        return;
                    }
                    event.preventDefault();
                    this.open(index);
                });
            });
            this.viewer.addEventListener("close", () => this.close());
        }

        open(index) {
            if (this.viewer.open) {
                return;
            }
            this.root.style.minHeight = `${this.root.offsetHeight}px`;
            this.viewer.append(this.frame);
            this.strip.querySelectorAll("img").forEach((image) => {
                image.sizes = "100vw";
            });
            this.viewer.showModal();
            this.show(index, "instant");
            this.strip.focus();
        }

        close() {
            this.root.prepend(this.frame);
            this.root.style.minHeight = "";
            this.show(this.current, "instant");
            this.links[this.current]?.focus({ preventScroll: true });
        }
    }

    for (const root of document.querySelectorAll("[data-ec-gallery]")) {
        new Gallery(root);
    }
})();
