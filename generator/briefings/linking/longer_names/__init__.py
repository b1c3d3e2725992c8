"""Longer names: “Cruz” in “Nikolas Cruz” and “Africa” in “South Africa” name something else.

Whether a name stands inside a longer one is read from the words beside it. A word beside a name is
*joined* to it by a space, a hyphen, “&”, “of” or a particle of names; a possessive, a mark or a
word in lower case ends a name. A joined word with a capital makes a longer name, except:

- titles, offices, public bodies, parties, nationalities and days: “Senator Cruz”;
- words that may have their capital because a sentence begins there: “When Cruz …”, “Hier Macron”;
- words in lines in which capitals say nothing: headlines and lines in capitals, if they end without
  a point. There, and in languages that write every noun with a capital, only words that are known
  to be part of names count: compass points, given names, “University”, “Jr.”.

What a longer name means depends on the kind of the subject. An unknown word before a surname is a
given name of somebody else. Behind a place it makes a company, a team or an institution there. An
organisation stays named in the names of its parts: “NATO Parliamentary Assembly”. So does a place
by its adjective: “the Syrian Negotiation Commission”.

All functions take folded text (`folding`). They look at a few words beside a name, never further.
"""
