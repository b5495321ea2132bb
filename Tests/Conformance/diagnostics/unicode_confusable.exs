аdmin = 1
admin = 2
IO.inspect({аdmin, admin})
