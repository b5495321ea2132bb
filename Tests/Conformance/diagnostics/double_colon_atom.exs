x = ::foo
