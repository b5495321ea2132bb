Mix.install([{:kit, path: "kit"}], config: [kit: [a: 1]])

IO.inspect({Kit.version(), Util.version()})
IO.inspect({Mix.installed?(), Mix.Project.get(), Mix.env(), System.argv()})
IO.inspect(Application.get_all_env(:kit))
IO.inspect(Enum.map(Application.started_applications(), &elem(&1, 0)) |> Enum.filter(&(&1 in [:kit, :util])) |> Enum.sort())
IO.inspect(String.contains?(Mix.install_project_dir(), "/installs/"))
IO.inspect(Mix.install([{:kit, path: "kit"}], config: [kit: [a: 1]]))

try do
  Mix.install([{:kit, path: "kit"}])
rescue
  error -> IO.puts(Exception.message(error))
end
