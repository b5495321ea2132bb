# `mix test --schedules N` and `--replay SEED`: the tests run in a program of their own whose scheduler has a seed.

defmodule Mix.Compilers.Test.Schedules do
  @moduledoc false

  @doc "Runs the tests under one seed after another, or under the given one."
  @spec run(keyword, [String.t()], [Path.t()]) :: :ok
  def run(opts, args, files) do
    if Mix.Project.get(), do: Mix.Task.run("compile", [])
    own = own_arguments(args, opts)

    case opts[:replay] do
      nil -> try_all(check_count(opts[:schedules]), own, files)
      seed -> replay(seed, own)
    end
  end

  defp check_count(count) when count > 0, do: count

  defp check_count(count) do
    Mix.raise("--schedules : expected to be positive integer, got #{count}")
  end

  # The order of the tests is the same under each seed; processes are what differs.
  defp own_arguments(args, opts) do
    seed = if opts[:seed], do: [], else: ["--seed", "0"]
    without(args) ++ seed
  end

  defp without([option, _ | rest]) when option in ["--schedules", "--replay"], do: without(rest)

  defp without([argument | rest]) do
    if String.starts_with?(argument, ["--schedules=", "--replay="]),
      do: without(rest),
      else: [argument | without(rest)]
  end

  defp without([]), do: []

  defp try_all(count, args, files) do
    failed =
      Enum.find_value(1..count, fn seed ->
        {output, status} = child(seed, args, "")
        if status != 0, do: {seed, output, status}
      end)

    case failed do
      nil ->
        Mix.shell().info(
          "Passed under #{count} #{if count == 1, do: "schedule", else: "schedules"}"
        )

      {seed, output, status} ->
        IO.write(output)

        Mix.shell().error(
          "\nFailed under schedule #{seed} of #{count}. Run it again: #{command(seed, args, files)}"
        )

        exit_with(status)
    end
  end

  defp replay(seed, args) do
    {_, status} = child(seed, args, IO.stream())
    if status != 0, do: exit_with(status)
    :ok
  end

  defp exit_with(status), do: System.at_exit(fn _ -> exit({:shutdown, status}) end)

  defp command(seed, args, _files) do
    Enum.join(["vial test" | Enum.map(args, &quoted/1)] ++ ["--replay #{seed}"], " ")
  end

  defp quoted(argument) do
    if argument =~ ~r/^[\w.\/:=,@%+-]+$/, do: argument, else: "'" <> argument <> "'"
  end

  # Compiling has been done: under a seed it would take part in the schedule.
  defp child(seed, args, into) do
    System.cmd(executable(), ["mix", "test" | args],
      env: [{"VIAL_SEED", Integer.to_string(seed)}, {"MIX_ENV", Atom.to_string(Mix.env())}],
      into: into,
      stderr_to_stdout: true
    )
  end

  defp executable do
    case File.read_link("/proc/self/exe") do
      {:ok, path} -> path
      {:error, _} -> System.find_executable("vial") || Mix.raise("vial is not in the PATH")
    end
  end
end
