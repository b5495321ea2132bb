alias Foo.{1, B}
