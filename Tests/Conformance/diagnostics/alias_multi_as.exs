alias Foo.{A, B}, as: C
