x = """
abc
  def
