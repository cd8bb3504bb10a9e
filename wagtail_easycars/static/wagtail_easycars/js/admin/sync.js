/* Starts syncs from the dashboard and shows how they go, without the page being loaded again. */
(() => {
    const UNFINISHED = ["queued", "running"];
    const MESSAGE_TYPES = { success: "success", warning: "warning", failed: "error" };
    const LONGEST_PAUSE = 60000;
    // What a sync calls for begins within moments of its end.
    const LOOKS_AFTERWARDS = 2;

    class SyncController extends window.StimulusModule.Controller {
        static targets = ["announcement", "run", "section"];

        static values = {
            statusUrl: String,
            sectionsUrl: String,
            unreachable: String,
            outdated: String,
            interval: { type: Number, default: 2000 },
        };

        connect() {
            this.failures = 0;
            this.looksLeft = 0;
            this.lookLater();
        }

        disconnect() {
            this.stop();
        }

        toggle() {
            if (document.hidden) this.stop();
            else if (this.isWatching) this.look();
        }

        async start(event) {
            event.preventDefault();
            if (this.isStarting) return;
            this.isStarting = true;
            const form = event.target;
            try {
                const options = { method: "POST", body: new FormData(form) };
                const { response, answer } = await ask(form.action, options);
                if (response.ok || response.status === 409) {
                    this.announcementTarget.textContent = answer.message;
                    await this.refresh();
                } else {
                    showMessage(answer.error || this.outdatedValue, "error");
                }
            } catch (error) {
                if (!(error instanceof Unreachable)) throw error;
                showMessage(this.unreachableValue, "error");
            } finally {
                this.isStarting = false;
            }
        }

        get isWatching() {
            return this.hasRunTarget || this.looksLeft > 0;
        }

        stop() {
            clearTimeout(this.timer);
            this.looking?.abort();
        }

        lookLater() {
            clearTimeout(this.timer);
            if (document.hidden || !this.isWatching) return;
            const pause = Math.min(this.intervalValue * 2 ** this.failures, LONGEST_PAUSE);
            this.timer = setTimeout(() => this.look(), pause);
        }

        async look() {
            this.stop();
            const looking = new AbortController();
            this.looking = looking;
            try {
                const { signal } = looking;
                const { response, answer } = await ask(this.statusUrlValue, { signal });
                if (response.status >= 500) {
                    this.failures += 1;
                } else if (response.ok && answer.runs) {
                    this.failures = 0;
                    this.looksLeft = Math.max(0, this.looksLeft - 1);
                    await this.show(answer.runs, signal);
                } else {
                    showMessage(answer.error || this.outdatedValue, "error");
                    return;
                }
            } catch (error) {
                if (looking.signal.aborted) return;
                if (!(error instanceof Unreachable)) throw error;
                this.failures += 1;
            }
            this.lookLater();
        }

        async show(runs, signal) {
            const ended = this.runTargets.filter((shown) => !isUnderWay(shown, runs));
            const isLate = this.runTargets.some((shown) => isNewlyLate(shown, runs));
            this.runTargets.filter((shown) => isUnderWay(shown, runs)).forEach((shown) => {
                showProgress(shown, runs[shown.dataset.kind]);
            });
            if (ended.length) this.looksLeft = LOOKS_AFTERWARDS;
            if (!ended.length && !isLate && !this.hasNew(runs)) return;
            if (await this.refresh(signal)) {
                ended.forEach((shown, index) => announceEnd(shown, runs, index === 0));
            }
        }

        hasNew(runs) {
            const shown = this.runTargets.map((each) => each.dataset.run);
            return Object.values(runs).some(
                (run) => run && UNFINISHED.includes(run.status) && !shown.includes(String(run.id)),
            );
        }

        async refresh(signal) {
            const response = await request(this.sectionsUrlValue, { signal });
            if (!response.ok) {
                this.failures += 1;
                return false;
            }
            const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
            this.sectionTargets.forEach((section) => {
                const successor = fresh.getElementById(section.id);
                if (successor) replace(section, successor);
            });
            this.lookLater();
            return true;
        }
    }

    class Unreachable extends Error {}

    async function request(url, { headers, ...options }) {
        // Wagtail sends a script that is signed out no form to sign in with.
        const marked = { ...headers, "X-Requested-With": "XMLHttpRequest" };
        try {
            return await fetch(url, { ...options, headers: marked });
        } catch (error) {
            throw new Unreachable(error.message);
        }
    }

    async function ask(url, options) {
        const response = await request(url, { ...options, headers: { Accept: "application/json" } });
        const isJSON = response.headers.get("Content-Type")?.includes("json");
        return { response, answer: isJSON ? await response.json() : {} };
    }

    function isUnderWay(shown, runs) {
        const run = runs[shown.dataset.kind];
        return String(run?.id) === shown.dataset.run && UNFINISHED.includes(run.status);
    }

    function isNewlyLate(shown, runs) {
        return isUnderWay(shown, runs) && runs[shown.dataset.kind].is_late && !("isLate" in shown.dataset);
    }

    function showProgress(shown, run) {
        shown.querySelector("label").textContent = run.message;
        const progress = shown.querySelector("progress");
        if (run.done < run.total) {
            progress.max = run.total;
            progress.value = run.done;
        } else {
            progress.removeAttribute("value");
        }
    }

    function announceEnd(shown, runs, isFirst) {
        const run = runs[shown.dataset.kind];
        if (String(run?.id) !== shown.dataset.run) return;
        showMessage(`${shown.dataset.label}: ${run.message}`, MESSAGE_TYPES[run.status], isFirst);
    }

    function showMessage(text, type, clear = true) {
        const detail = { clear, text, type };
        document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    }

    // Leaves a section alone that somebody is at work in.
    function replace(section, successor) {
        if (hasInput(section)) return;
        const focused = section.contains(document.activeElement) ? document.activeElement : null;
        const heir = focused && findHeir(focused, successor);
        if (focused && !heir) return;
        section.replaceWith(successor);
        heir?.focus({ preventScroll: true });
    }

    function hasInput(section) {
        return [...section.querySelectorAll("input, select, textarea")].some((field) =>
            ["checkbox", "radio"].includes(field.type)
                ? field.checked !== field.defaultChecked
                : "defaultValue" in field && field.value !== field.defaultValue,
        );
    }

    // What takes the focus over: the same element, or the nearest around it that can.
    function findHeir(focused, successor) {
        for (let each = focused; each; each = each.parentElement) {
            const heir = each.id ? successor.querySelector(`#${CSS.escape(each.id)}`) : null;
            if (heir?.matches("a[href], button, summary, [tabindex]")) return heir;
        }
        return null;
    }

    window.wagtail.app.register("easycars-sync", SyncController);
})();
