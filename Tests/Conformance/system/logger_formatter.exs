# Logger.Formatter: patterns, metadata, colours, truncation, texts of messages.
show = fn value -> IO.puts(String.replace(inspect(value, limit: :infinity), ~r/<\d+\.[\d.]+>/, "<ID>")) end
caught = fn fun -> try do fun.() rescue e -> {e.__struct__, Exception.message(e)} end end

{Logger.Formatter, default} = Logger.Formatter.new()
show.({default.template, default.truncate, default.metadata, Enum.sort(default.colors), default.utc_log?})
{_, config} = Logger.Formatter.new(format: "$time $date $metadata[$level] $message $node", metadata: :all, truncate: :infinity, colors: [enabled: true, info: :blue], utc_log: true, extra: 1)
show.({config.template, config.truncate, config.metadata, Enum.sort(config.colors), config.utc_log?})
show.(elem(Logger.default_formatter(format: {M, :f}), 1).template)
show.(caught.(fn -> Logger.Formatter.new(format: "$foo") end))
show.(caught.(fn -> Logger.Formatter.compile("$date$$x") end))
show.(Logger.Formatter.compile("$time $date [$level] $message\n"))
show.(Logger.Formatter.compile("no variables"))
show.(Logger.Formatter.compile(""))
show.(Logger.Formatter.compile({M, :f}))
show.(Logger.Formatter.compile(nil))

values = [a: 1, b: "x", c: :d, e: [1], f: self(), g: make_ref(), h: {1, 2}, i: nil, j: M, k: 1.5, l: ~D[2020-01-01], mfa: {M, :f, 1}, file: "x", line: 3, crash_reason: {1, []}, initial_call: {M, :f, 1}, registered_name: :foo, domain: [:a, :b], callers: [self()], ancestors: [:x], report_cb: 1, gl: self(), time: 1, pid: self(), function: "f/1", module: M, list: ~c"abc", bad: %{}]
show.(Logger.Formatter.format(["a ", :time, " ", :date, " ", :level, " ", :message, :metadata, :node, "x"], :info, "msg", {{2020, 1, 2}, {3, 4, 5, 6}}, values))
for i <- 0..5, do: show.(Logger.Formatter.format_time({1, 2, 3, 4 * i * 30}))
show.(Logger.Formatter.format_date({1, 2, 3}))
show.(Logger.Formatter.prune([1, "a", [2 | "b"], 0xD800, <<255>>, <<"abc", 200, "d">>, :a]))
for {text, limit} <- [{"hello", 3}, {"hello", 5}, {"héllo", 2}, {"héllo", 1}, {~c"hello", 3}, {["ab", [?c, "def"]], 4}, {"abc", 0}, {["ab" | "cd"], 3}, {"hello", :infinity}], do: show.(Logger.Formatter.truncate(text, limit))
show.(Logger.Formatter.system_time_to_date_time_ms(1_600_000_000_123_456, true))

meta = %{time: 1_600_000_000_123_456, pid: self(), gl: self(), domain: [:elixir], a: 1, mfa: {M, :f, 1}, file: ~c"x.ex", line: 3, application: :foo}
render = fn level, message, options, meta ->
  {module, config} = Logger.Formatter.new([utc_log: true] ++ options)
  show.(IO.chardata_to_string(module.format(%{level: level, msg: message, meta: Map.put_new(meta, :time, 0)}, config)))
end
for level <- [:debug, :info, :notice, :warning, :error, :critical, :alert, :emergency], do: render.(level, {:string, "m"}, [format: "$time $date $metadata[$level] $message $node\n", metadata: [:pid, :mfa, :gl], colors: [enabled: true]], meta)
render.(:error, {:string, "m\nn"}, [colors: [enabled: true]], meta)
render.(:error, {:string, "m\nn"}, [colors: [enabled: true], format: "a\n$message\n\n"], meta)
render.(:error, {:string, "m\nn"}, [colors: [enabled: true], format: "\n\n$message$level"], meta)
render.(:error, {:string, "m"}, [colors: [enabled: false, error: :blue], format: "$message"], meta)
render.(:info, {:string, "m"}, [format: "$metadata|$message", metadata: [:a, :mfa, :module, :function, :file, :line, :pid, :zz, :domain, :application, :node]], meta)
render.(:info, {:string, "m"}, [format: "$metadata|$message", metadata: [:crash_reason, :initial_call, :registered_name]], %{crash_reason: {%RuntimeError{message: "x"}, [{M, :f, 1, []}]}, initial_call: {M, :f, 2}, registered_name: Foo})
render.(:info, {:string, "m"}, [format: "$message", metadata: [:a], colors: [enabled: true]], %{ansi_color: :red})
render.(:info, {:string, "long text"}, [format: "$message", truncate: 3], %{})
render.(:info, {"~p ~100p ~w ~ts~n ~P ~c ~b", [%{a: "x"}, ~c"abc", "x", "é", [1, 2, 3, 4, 5], 3, ?c, 12]}, [format: "$message"], %{})
render.(:info, {:report, %{1 => 2}}, [format: "$message"], %{})
render.(:info, {:report, [a: 1, b: "two"]}, [format: "$message"], %{})
render.(:info, {:report, [a: 1]}, [format: "$message"], %{report_cb: fn r -> {"cb ~p", [r]} end})
render.(:info, {:report, [a: 1]}, [format: "$message"], %{report_cb: fn r, options -> inspect({r, Enum.sort(options)}) end})
render.(:info, {:report, [a: 1]}, [format: "$message"], %{report_cb: &:logger.format_report/1})
render.(:info, {:string, ["é", 0x1F600, 300, "ab" | "c"]}, [format: "$message"], %{})
render.(:info, {:string, [:a]}, [format: "$message"], %{})

text = fn message, limit -> show.(IO.chardata_to_string(Logger.Formatter.format_event(%{level: :info, msg: message, meta: %{}}, limit))) end
text.({"~p ~s", [{1, "x"}, "yy"]}, 10)
text.({:report, %{a: 1}}, 100)
text.({:string, ["aaaa", "bbbb", "cccc"]}, 6)
text.({"~p", [Enum.to_list(1..300)]}, 8096)
text.({:report, [a: Enum.to_list(1..300)]}, 8096)
text.({"~p", [String.duplicate("abcde", 1000)]}, 100)
text.({:report, [a: String.duplicate("abcde", 1000)]}, 100)
