from django.core.management.base import BaseCommand

from articles.models import Article


class Command(BaseCommand):
    help = (
        "Cleans and renders every article again, after a change of the sanitizer or of the photos in bodies."
    )

    def handle(self, **options):
        count = 0
        for article in Article.objects.iterator(chunk_size=100):
            article.rerender()
            count += 1
        self.stdout.write(f"{count} articles rendered.")
