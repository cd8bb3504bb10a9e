// Leads to what is amiss, counts long texts, and sends a form once. All works without it.
(() => {
    for (const problems of document.querySelectorAll("[data-ec-problems]")) {
        problems.focus();
        // Who comes back here gets the form anew, and no question whether to send it once more.
        window.history.replaceState(null, "", window.location.href);
    }

    const addCounter = (area, { left, over }) => {
        const limit = Number(area.dataset.ecLimit);
        const counter = document.createElement("p");
        counter.className = "ec-counter";
        counter.setAttribute("role", "status");
        area.after(counter);
        const count = () => {
            const rest = limit - area.value.length;
            const text = rest < 0 ? over : left;
            counter.textContent = rest < limit / 5 ? text.replace("{n}", Math.abs(rest)) : "";
        };
        area.addEventListener("input", count);
        count();
    };

    // A page with two forms loads this twice.
    for (const form of document.querySelectorAll("[data-ec-enquiry]:not([data-ec-ready])")) {
        form.dataset.ecReady = "";
        for (const area of form.querySelectorAll("[data-ec-limit]")) {
            addCounter(area, form.dataset);
        }
        let isSent = false;
        form.addEventListener("submit", (event) => {
            if (isSent) {
                event.preventDefault();
            }
            isSent = true;
        });
        // A page that the browser kept may send its form again.
        window.addEventListener("pageshow", () => {
            isSent = false;
        });
    }
})();
