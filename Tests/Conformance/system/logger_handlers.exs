# Handlers and filters of :logger: callbacks, order, failing ones, levels of modules and processes, lazy messages.
:logger.remove_handler(:default)

defmodule Sink do
  def log(%{level: level, msg: msg, meta: meta}, %{id: id}) do
    shown = meta |> Map.drop([:pid, :gl, :time, :line, :file]) |> Enum.sort()
    msg = if match?({:report, [{:logger, _} | _]}, msg), do: :internal, else: msg
    if msg != :internal, do: IO.inspect({id, level, msg, shown})
  end

  def adding_handler(config), do: (IO.inspect({:adding, Enum.sort(Map.delete(config, :config))}); {:ok, config})
  def changing_config(kind, old, new), do: (IO.inspect({kind, old.level, new.level}); {:ok, new})
  def removing_handler(config), do: IO.inspect({:removing, config.id})
  def filter_config(config), do: Map.put(config, :seen, true)
end

defmodule Refusing do
  def log(_, _), do: :ok
  def adding_handler(_), do: {:error, :no_room}
end

defmodule Crashing do
  def log(_, _), do: raise("no")
  def adding_handler(%{id: :bad_add}), do: exit(:out)
  def adding_handler(c), do: {:ok, c}
end

defmodule M do
  require Logger
  def f(a), do: Logger.info("s#{a}", z: 1)
  def g, do: Logger.info("s", mfa: nil, application: :foo, domain: [:web])
  def h, do: fn -> Logger.debug(fn -> {[a: 1], extra: 2} end, own: 1) end
end

require Logger
IO.inspect(:logger.add_handler(:one, Sink, %{}))
IO.inspect(:logger.add_handler(:one, Sink, %{}))
IO.inspect(:logger.add_handler(:two, Nope, %{}))
IO.inspect(:logger.add_handler(:two, Sink, %{level: :foo}))
IO.inspect(:logger.add_handler(:two, Refusing, %{}))
IO.inspect(:logger.add_handler("two", Sink, %{}))
IO.inspect(match?({:error, {:handler_not_added, {:callback_crashed, _}}}, :logger.add_handler(:bad_add, Crashing, %{})))
IO.inspect(:logger.get_handler_ids())
IO.inspect(elem(:logger.get_handler_config(:one), 1) |> Map.has_key?(:seen))
M.f(1)
M.g()
M.h().()
Logger.info([?a, "b"])
Logger.info(%{a: 1}, x: 2)
Logger.info([])
Logger.bare_log(:info, "x", a: 1)
:logger.info("x ~p", [1])
:logger.info(%{a: 1}, %{b: 1})
:logger.info(fn x -> {"~p", [x]} end, 3, %{b: 1})
:logger.log(:notice, fn x -> %{x: x} end, 3)
:logger.info(fn _ -> :ignore end, [])
IO.inspect(:logger.update_handler_config(:one, :level, :error))
Logger.info("hidden")
Logger.error("shown")
IO.inspect(:logger.set_handler_config(:one, :level, :all))
IO.inspect(:logger.add_handler(:three, Sink, %{level: :error}))
Logger.info("one only")
Logger.critical("both")
IO.inspect(:logger.remove_handler(:three))
IO.inspect(:logger.remove_handler(:three))
# levels
Logger.configure(level: :error)
Logger.put_process_level(self(), :debug)
Logger.info("a process does not lower the level")
Logger.put_module_level(M, :debug)
M.f("module level")
Logger.put_process_level(self(), :error)
M.f("process level")
Logger.delete_process_level(self())
Logger.delete_all_module_levels()
Logger.configure(level: :debug)
# filters
:logger.add_primary_filter(:up, {fn %{msg: {:string, s}} = e, _ -> %{e | msg: {:string, String.upcase(to_string(s))}}; _, _ -> :ignore end, []})
:logger.add_handler_filter(:one, :no, {fn %{msg: {:string, s}}, word -> (if to_string(s) =~ word, do: :stop, else: :ignore) end, "SECRET"})
Logger.info("up")
Logger.info("a secret")
IO.inspect(:logger.set_handler_config(:one, :filter_default, :stop))
Logger.info("nobody wants it")
:logger.set_handler_config(:one, :filter_default, :log)
:logger.remove_primary_filter(:up)
:logger.remove_handler_filter(:one, :no)
Logger.configure(level: :emergency)
:logger.add_primary_filter(:bad, {fn _, _ -> raise("bad") end, []})
Logger.emergency("a failing filter is removed")
IO.inspect(Keyword.has_key?(:logger.get_primary_config().filters, :bad))
:logger.add_handler(:crash, Crashing, %{})
Logger.emergency("a failing handler is removed")
IO.inspect(:logger.get_handler_ids())
Logger.configure(level: :debug)
IO.inspect(try do Logger.info(fn -> raise "lazy" end) rescue e -> e end)
Logger.metadata(a: 1, b: 2)
Logger.info("m", b: 3)
:logger.update_primary_config(%{metadata: %{p: 1}})
Logger.info("p", a: 2)
IO.inspect({Logger.metadata(b: nil), Logger.metadata(), Logger.reset_metadata(), Logger.metadata()})
