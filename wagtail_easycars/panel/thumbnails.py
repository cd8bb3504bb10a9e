"""The pictures of vehicles in lists."""

# In pixels: shown at about 96, on screens of up to three times the usual density.
THUMBNAIL_WIDTH = 320
