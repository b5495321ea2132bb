# Only letters are told that their escape means nothing.
IO.inspect([?\", ?\', ?\\, ?\#, ?\{, ?\(, ?\/, ?\1, ?\é, ?\n, ?\s, ?\0])
IO.inspect([?\z, ?\Z, ?\g])
