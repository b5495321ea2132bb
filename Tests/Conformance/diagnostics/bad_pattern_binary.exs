"a" <> b <> "c" = "abc"
