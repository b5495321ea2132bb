x = Foo.
