# Closes the protocols of a project and its dependencies: writes modules that know all implementations.

defmodule Mix.Compilers.Protocols do
  @moduledoc false

  @manifest ".consolidated"

  @doc """
  Consolidates the protocols among these modules whose implementations have changed, or that have been compiled. Returns `:ok` if
  there were such, else `:noop`.
  """
  def consolidate(modules, path, compiled, opts) do
    wanted = wanted(modules)
    before = read(path)

    stale =
      for {protocol, key} <- wanted,
          before[protocol] != key or protocol in compiled or
            not File.exists?(file(path, protocol)),
          do: protocol

    for {protocol, _} <- before,
        not is_map_key(wanted, protocol),
        do: File.rm(file(path, protocol))

    cond do
      stale != [] ->
        File.mkdir_p!(path)

        for protocol <- stale,
            do: consolidate_one(protocol, elem(wanted[protocol], 1), path, opts)

        write(path, wanted)
        :ok

      before != wanted ->
        write(path, wanted)
        :ok

      true ->
        :noop
    end
  end

  # Protocol => {digest of its code, what it is implemented for}.
  defp wanted(modules) do
    implemented =
      Enum.group_by(
        for({_, %{impl: {protocol, target}}} <- modules, do: {protocol, target}),
        &elem(&1, 0),
        &elem(&1, 1)
      )

    for {protocol, %{protocol: :protocol} = facts} <- modules, into: %{} do
      {protocol, {facts.code, Enum.sort(implemented[protocol] || [])}}
    end
  end

  defp consolidate_one(protocol, targets, path, opts) do
    {:ok, binary} = Protocol.consolidate(protocol, targets)
    File.write!(file(path, protocol), binary)
    :code.purge(protocol)
    :code.delete(protocol)
    if opts[:verbose], do: Mix.shell().info("Consolidated #{inspect(protocol)}")
  end

  defp file(path, protocol), do: Path.join(path, Atom.to_string(protocol) <> ".beam")

  defp read(path) do
    case File.read(Path.join(path, @manifest)) do
      {:ok, binary} -> :erlang.binary_to_term(binary)
      {:error, _} -> %{}
    end
  end

  defp write(path, wanted) do
    File.mkdir_p!(path)
    File.write!(Path.join(path, @manifest), :erlang.term_to_binary(wanted))
  end
end
