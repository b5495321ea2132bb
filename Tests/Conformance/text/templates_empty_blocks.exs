for s <- ["<%= Enum.map([1], fn z -> %><% end) %>", "<%= Enum.map([1], fn z -> %><%# c %><% end) %>", "<%= if true do %><% end %>", "<%= if x do %><% else %><% end %>", "<%= if x do %><%# c %><% else %>a<% end %>", "<%= for i <- [1, 2] do %><% end %>", "<%= case x do %><% 1 -> %><% end %>", "<%= case x do %> <% 1 -> %>a<% end %>", "<%= for i <- [1] do %><% i %><% end %>"] do
  IO.puts(try do EEx.compile_string(s) |> Macro.to_string() rescue e -> Exception.message(e) end)
  IO.inspect(try do EEx.eval_string(s, x: 1) rescue e -> Exception.message(e) end)
end
for s <- ["<%# c %>\n", "<%# c %>\na", "a\n<%# c %>\nb", "a\n  <%# c %>  \nb", "a <%# c %>\nb", "<%!-- c --%>\n", "a\n<%!-- c\n --%>\nb", "a\n<%# c %>", "\n\n<%# c %>\n\nb", "<% 1 %>\n<%# c %>\nb", "<%# c %><%# d %>\nb", "<%# c %>\n<%# d %>\nb", "<%% x %>\na"] do
  IO.inspect({s, EEx.eval_string(s, [], trim: true)})
end
