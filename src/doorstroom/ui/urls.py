from django.urls import path

from doorstroom.ui.views import gallery

urlpatterns = [path("", gallery, name="ui_gallery")]
