from django.db import migrations

SALES = [
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ("wagtail_easycars", "syncrun", "view_syncrun", "Can view sync run"),
    ("wagtail_easycars", "syncrun", "start_syncrun", "Can start syncs"),
    ("wagtail_easycars", "vehicle", "view_vehicle", "Can view vehicle"),
    ("wagtail_easycars", "vehicle", "add_vehicle", "Can add vehicle"),
    ("wagtail_easycars", "vehicle", "change_vehicle", "Can change vehicle"),
    ("wagtail_easycars", "lead", "view_lead", "Can view lead"),
    ("wagtail_easycars", "lead", "change_lead", "Can change lead"),
]
MANAGERS = [
    *SALES,
    ("wagtail_easycars", "vehicle", "delete_vehicle", "Can delete vehicle"),
    (
        "wagtail_easycars",
        "vehicle",
        "withdraw_vehicle",
        "Can take vehicles off the site, and decide on held withdrawals",
    ),
    ("wagtail_easycars", "lead", "delete_lead", "Can delete lead"),
    ("wagtail_easycars", "lead", "export_lead", "Can export leads"),
    ("wagtail_easycars", "easycarssettings", "change_easycarssettings", "Can change EasyCars"),
]
GROUPS = {"EasyCars managers": MANAGERS, "EasyCars sales staff": SALES}


def create_groups(apps, schema_editor):
    group_model = apps.get_model("auth.Group")
    for name, rights in GROUPS.items():
        group, is_new = group_model.objects.get_or_create(name=name)
        # A group of that name that the site has made is the site's own.
        if is_new:
            group.permissions.add(*[get_permission(apps, *right) for right in rights])


def get_permission(apps, app_label, model, codename, name):
    # Django makes them only when all migrations are through.
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_easycars", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
