"foo".bar
