// Leaves empty fields out of the address of a filtered listing, and closes the list of orders.
(() => {
    for (const form of document.querySelectorAll("[data-ec-filters]")) {
        form.addEventListener("formdata", ({ formData }) => {
            for (const [name, value] of [...formData]) {
                if (value === "") {
                    formData.delete(name);
                }
            }
        });
    }

    const closeOutside = (target) => {
        for (const menu of document.querySelectorAll(".ec-sort[open]")) {
            if (!menu.contains(target)) {
                menu.open = false;
            }
        }
    };

    document.addEventListener("click", ({ target }) => closeOutside(target));
    document.addEventListener("keydown", ({ key, target }) => {
        const menu = target instanceof Element && target.closest(".ec-sort[open]");
        if (key === "Escape" && menu) {
            menu.open = false;
            menu.querySelector("summary").focus();
        }
    });
})();
