else
  1
