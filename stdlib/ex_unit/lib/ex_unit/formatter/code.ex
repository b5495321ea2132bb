# The line of a test in which something went wrong, for failures that do not bring their code.

defmodule ExUnit.Formatter.Code do
  @moduledoc false

  @doc """
  The trimmed line of source where a test was when the stacktrace was made, or `nil`.
  """
  @spec source({module, atom}, Exception.stacktrace()) :: String.t() | nil
  def source({module, name}, stacktrace) do
    Enum.find_value(stacktrace, fn
      {^module, ^name, 1, location} -> line(location[:file], location[:line])
      _ -> nil
    end)
  end

  defp line(file, line) when file != nil and is_integer(line) and line > 0 do
    with {:ok, text} <- File.read(file),
         source when source != nil <- text |> String.split("\n") |> Enum.at(line - 1),
         source when source != "" <- String.trim(source) do
      source
    else
      _ -> nil
    end
  end

  defp line(_, _), do: nil
end
