defmodule Bank do
  defmodule InsufficientFunds do
    defexception [:needed, :available]

    @impl true
    def message(%{needed: n, available: a}), do: "need #{n}, have #{a}"
  end

  defmodule Account do
    @enforce_keys [:id]
    defstruct [:id, balance: 0, history: [], status: :open]
    @type t :: %__MODULE__{id: String.t(), balance: integer(), history: list(), status: atom()}
  end

  alias __MODULE__.Account

  @spec open(String.t(), integer()) :: Account.t()
  def open(id, initial \\ 0) when is_binary(id) and initial >= 0 do
    %Account{id: id, balance: initial}
  end

  def deposit(%Account{status: :open} = acc, amount) when is_integer(amount) and amount > 0 do
    {:ok, record(%{acc | balance: acc.balance + amount}, {:deposit, amount})}
  end

  def deposit(%Account{}, amount) when amount <= 0, do: {:error, :bad_amount}
  def deposit(%Account{status: s}, _), do: {:error, {:status, s}}

  def withdraw!(%Account{balance: b} = acc, amount) do
    if amount > b do
      raise InsufficientFunds, needed: amount, available: b
    end

    record(%Account{acc | balance: b - amount}, {:withdraw, amount})
  end

  def withdraw(acc, amount) do
    {:ok, withdraw!(acc, amount)}
  rescue
    e in InsufficientFunds -> {:error, Exception.message(e)}
    e in [ArgumentError, ArithmeticError] -> {:error, e.message}
  end

  def transfer(from, to, amount) do
    with {:ok, from} <- withdraw(from, amount),
         {:ok, to} <- deposit(to, amount) do
      {:ok, from, to}
    else
      {:error, msg} when is_binary(msg) -> {:error, msg}
      {:error, reason} -> {:error, inspect(reason)}
    end
  end

  defp record(%Account{history: h} = acc, entry), do: %{acc | history: [entry | h]}

  def total(accounts), do: Enum.reduce(accounts, 0, fn %Account{balance: b}, sum -> sum + b end)

  def summary(%Account{history: []}), do: "empty"

  def summary(%Account{history: history} = acc) do
    {ins, outs} = Enum.split_with(history, &match?({:deposit, _}, &1))
    sum = fn list -> list |> Enum.map(&elem(&1, 1)) |> Enum.sum() end
    "#{acc.id}: +#{sum.(ins)} -#{sum.(outs)}"
  end
end
