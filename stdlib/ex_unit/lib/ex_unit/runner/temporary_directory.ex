# The directory that a test with the tag `:tmp_dir` finds, fresh, in its context.

defmodule ExUnit.Runner.TemporaryDirectory do
  @moduledoc false

  @doc "Makes the directory and puts its path into the context, if the test wants one."
  @spec create(ExUnit.Test.t(), map) :: map
  def create(test, %{tmp_dir: wanted} = context) do
    case wanted do
      true ->
        create(test, context, [])

      path when is_binary(path) ->
        create(test, context, [path])

      false ->
        context

      other ->
        raise ArgumentError,
              "expected :tmp_dir to be a boolean or a string, got: #{inspect(other)}"
    end
  end

  def create(_, context), do: context

  defp create(test, context, extra) do
    module = inspect(test.module)
    name = Atom.to_string(test.name)

    path =
      Path.join(["tmp", escape(module), escape(name) <> "-" <> digest(module, name)] ++ extra)
      |> Path.expand()

    File.rm_rf!(path)
    File.mkdir_p!(path)
    Map.put(context, :tmp_dir, path)
  end

  # Names may differ in characters that file systems do not like.
  defp escape(name), do: String.replace(name, ~r/[ "#%&*+\/:<>?\[\\\]{|}~]/, "-")

  defp digest(module, name) do
    :erlang.md5([module, ?/, name]) |> Base.encode16(case: :lower) |> binary_part(0, 8)
  end
end
