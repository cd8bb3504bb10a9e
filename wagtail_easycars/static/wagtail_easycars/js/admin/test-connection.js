/* Tests the connection with what stands in the settings form, and shows the result below the button.
   Without this script, the button sends the form to a page of its own. */
(() => {
    class TestConnectionController extends window.StimulusModule.Controller {
        static targets = ["announcement", "button", "result"];

        static values = { url: String, busy: String, broken: String };

        disconnect() {
            this.request?.abort();
        }

        async test() {
            if (this.request) return;
            this.request = new AbortController();
            this.setBusy(true);
            this.announcementTarget.textContent = this.busyValue;
            const sent = new FormData(this.form);
            try {
                this.show(await this.ask(sent), sent);
            } catch (error) {
                if (isUnanswered(error)) this.tellBroken();
                else if (error.name !== "AbortError") throw error;
            } finally {
                this.request = null;
                this.setBusy(false);
            }
        }

        get form() {
            return this.buttonTarget.form;
        }

        // A refusal is an answer too: it says what to do.
        async ask(body) {
            const response = await fetch(this.urlValue, {
                method: "POST",
                body,
                headers: { Accept: "application/json" },
                signal: this.request.signal,
            });
            return response.json();
        }

        show({ html, yards }, sent) {
            this.resultTarget.innerHTML = html;
            this.resultTarget.hidden = false;
            const summary = this.resultTarget.querySelector("[data-easycars-announcement]");
            this.announcementTarget.textContent = summary.dataset.easycarsAnnouncement;
            if (yards) this.offerYards(yards, sent);
        }

        // What was ticked or typed while the test ran is worth more than the yards that it found.
        offerYards(html, sent) {
            const current = this.form.querySelector("[data-easycars-yards]");
            if (!current) return;
            const names = [...current.querySelectorAll("input")].map(({ name }) => name);
            const now = new FormData(this.form);
            const isUnchanged = names.every(
                (name) => `${now.getAll(name)}` === `${sent.getAll(name)}`,
            );
            if (isUnchanged) current.outerHTML = html;
        }

        tellBroken() {
            this.resultTarget.textContent = this.brokenValue;
            this.resultTarget.hidden = false;
            this.announcementTarget.textContent = this.brokenValue;
        }

        setBusy(isBusy) {
            if (isBusy) this.hadFocus = document.activeElement === this.buttonTarget;
            this.buttonTarget.dataset.wProgressLoadingValue = String(isBusy);
            if (!isBusy) requestAnimationFrame(() => this.restoreFocus());
        }

        // The button was disabled for a while, and a disabled one loses the focus.
        restoreFocus() {
            const isNowhere = document.activeElement === document.body;
            if (this.hadFocus && isNowhere) this.buttonTarget.focus();
        }
    }

    // No network, or a page in place of the answer, such as the one to log in.
    function isUnanswered(error) {
        return error instanceof TypeError || error instanceof SyntaxError;
    }

    window.wagtail.app.register("easycars-test-connection", TestConnectionController);
})();
