"""What an agreement can say: the clause library and the language it is written in."""
