# The exceptions about files and devices. Their fields tell what was tried; the reasons are those of `:file`.

defmodule File.Error do
  @moduledoc """
  Raised when a file or directory cannot be worked with.
  """

  defexception [:reason, :path, action: ""]

  @impl true
  def message(%{action: action, reason: reason, path: path}),
    do: "could not #{action} #{inspect(path)}: " <> explain(action, reason)

  # The system says that a file exists that should not; what it means is that it is not empty.
  defp explain("remove directory", :eexist), do: "directory is not empty"
  defp explain(_action, reason), do: IO.iodata_to_binary(:file.format_error(reason))
end

defmodule File.CopyError do
  @moduledoc """
  Raised when a file or directory cannot be copied. `on` is the path that it failed on.
  """

  defexception [:reason, :source, :destination, on: "", action: ""]

  @impl true
  def message(%{action: action, source: source, destination: destination, on: on, reason: reason}) do
    location = if on == "", do: "", else: ". #{on}"

    "could not #{action} from #{inspect(source)} to #{inspect(destination)}#{location}: " <>
      IO.iodata_to_binary(:file.format_error(reason))
  end
end

defmodule File.RenameError do
  @moduledoc """
  Raised when a file or directory cannot be renamed. `on` is the path that it failed on.
  """

  defexception [:reason, :source, :destination, on: "", action: ""]

  @impl true
  def message(%{action: action, source: source, destination: destination, on: on, reason: reason}) do
    location = if on == "", do: "", else: ". #{on}"

    "could not #{action} from #{inspect(source)} to #{inspect(destination)}#{location}: " <>
      IO.iodata_to_binary(:file.format_error(reason))
  end
end

defmodule File.LinkError do
  @moduledoc """
  Raised when a link cannot be made.
  """

  defexception [:reason, :existing, :new, action: ""]

  @impl true
  def message(%{action: action, existing: existing, new: new, reason: reason}) do
    "could not #{action} from #{inspect(new)} to #{inspect(existing)}: " <>
      IO.iodata_to_binary(:file.format_error(reason))
  end
end

defmodule IO.StreamError do
  @moduledoc """
  Raised when a device that is read as a stream fails.
  """

  defexception [:reason]

  @impl true
  def message(%{reason: reason}), do: "error during streaming: #{inspect(reason)}"
end
