"""Building a site on disk: what is kept between builds, work in several processes, publishing."""
