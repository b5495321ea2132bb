# Application.put_all_env looks at everything before it sets anything; what :application.load refuses.
show = fn label, f -> IO.inspect({label, try do f.() catch k, e -> {k, e} end}, width: 120) end

for {label, config} <- [
      list: [{:mine, :x}],
      pair: [{:mine, [1]}],
      name: [{"mine", [a: 1]}],
      entry: [1],
      twice: [{:mine, [a: 1, a: 2]}],
      key: [{:mine, [{"a", 2}]}],
      apps: [{:mine, [{"a", 2}]}, {:mine, []}],
      late: [{:mine, [a: 1]}, {:other, [b: 2, b: 3]}]
    ] do
  show.(label, fn -> Application.put_all_env(config) end)
end

show.(:nothing_set, fn -> Application.get_all_env(:mine) end)
show.(:fine, fn -> {Application.put_all_env([{:mine, [a: 1]}, {:other, [a: 2]}], persistent: true), Application.get_env(:other, :a)} end)
show.(:no_list, fn -> :application.set_env(:x) end)
show.(:loads, fn -> {:application.load({:application, :bl, 1}), :application.load(:not_there, []), :application.load(1)} end)
ids = Enum.reduce(1..2, :gen_server.reqids_new(), fn i, ids -> :gen_server.send_request(:nobody, :x, i, ids) end)
show.(:reqids, fn -> {:gen_server.reqids_size(ids), :gen_server.reqids_add(make_ref(), :a, :no_map)} end)
show.(:multi_call, fn -> :gen_server.multi_call([node(), :a@b], :nobody, :x) end)
