x = """abc
def"""
