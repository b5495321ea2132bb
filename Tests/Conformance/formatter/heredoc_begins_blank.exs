# The first line of a heredoc may be blank: it gets no indentation either.
source = ~S'''
assert_raise RuntimeError, "schema already defined for Ectoish.SchemaTest.Twice on line 5 and more", fn ->
  Code.eval_string("""

  x
  """)
end

foo([a, """
""", """


a
"""])

foo(a, ~S"""

x
""", b)

x = %{a: """

  #{x}

  b
"""}
'''

formatted = source |> Code.format_string!() |> IO.iodata_to_binary()
IO.puts(formatted)
IO.inspect(formatted =~ ~r/ \n/)
