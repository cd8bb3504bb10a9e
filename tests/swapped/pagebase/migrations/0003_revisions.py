import uuid

import django.db.models.deletion
from django.db import migrations, models


def foreign_key_to_revision(name):
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="wagtailcore.revision",
        verbose_name=name,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pagebase", "0002_translation"),
    ]

    operations = [
        migrations.AddField(
            model_name="basepage",
            name="latest_revision",
            field=foreign_key_to_revision("latest revision"),
        ),
        migrations.AddField(
            model_name="basepage",
            name="live_revision",
            field=foreign_key_to_revision("live revision"),
        ),
        migrations.AlterField(
            model_name="basepage",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="basepage",
            name="translation_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether(
            name="basepage",
            unique_together={("translation_key", "locale")},
        ),
    ]
