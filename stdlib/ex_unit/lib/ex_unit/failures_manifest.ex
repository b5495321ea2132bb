# The tests that failed when they were last run, in a file.

defmodule ExUnit.FailuresManifest do
  @moduledoc false

  @type t :: %{ExUnit.test_id() => Path.t() | nil}

  # The version is in the file: what another one has written is read as empty.
  @version 1

  @spec new() :: t
  def new, do: %{}

  @doc "The files with failures, and the failed tests."
  @spec files_with_failures(t) :: MapSet.t(Path.t())
  def files_with_failures(manifest),
    do: for({_, file} when file != nil <- manifest, into: MapSet.new(), do: file)

  @spec failed_test_ids(t) :: MapSet.t(ExUnit.test_id())
  def failed_test_ids(manifest),
    do: for({id, file} when file != nil <- manifest, into: MapSet.new(), do: id)

  @doc "Notes how a test has ended; one that was not run keeps what is known of it."
  @spec put_test(t, ExUnit.Test.t()) :: t
  def put_test(manifest, %ExUnit.Test{state: {ignored, _}}) when ignored in [:skipped, :excluded],
    do: manifest

  def put_test(manifest, %ExUnit.Test{state: nil} = test),
    do: Map.put(manifest, {test.module, test.name}, nil)

  def put_test(manifest, %ExUnit.Test{state: {failed, _}} = test)
      when failed in [:failed, :invalid] do
    Map.put(manifest, {test.module, test.name}, test.tags.file)
  end

  @spec fail_all!(Path.t()) :: :ok
  def fail_all!(path) do
    path |> read() |> Map.new(fn {id, file} -> {id, file || ""} end) |> write!(path)
  end

  @doc "Writes the failures, without tests whose file or module is gone."
  @spec write!(t, Path.t()) :: :ok
  def write!(manifest, path) do
    failures =
      for {{module, name}, file} when file != nil <- manifest,
          exists?(module, name, file),
          into: %{},
          do: {{module, name}, file}

    File.mkdir_p!(Path.dirname(path))
    File.write!(path, :erlang.term_to_binary({@version, failures}))
  end

  defp exists?(module, name, file) do
    File.regular?(file) and (not Code.loaded?(module) or function_exported?(module, name, 1))
  end

  @spec read(Path.t()) :: t
  def read(path) do
    with {:ok, binary} <- File.read(path),
         {:ok, {@version, failures}} when is_map(failures) <- decode(binary) do
      failures
    else
      _ -> new()
    end
  end

  defp decode(binary) do
    {:ok, :erlang.binary_to_term(binary)}
  rescue
    ArgumentError -> :error
  end
end
