"""Claims, as their holder makes and changes them."""
