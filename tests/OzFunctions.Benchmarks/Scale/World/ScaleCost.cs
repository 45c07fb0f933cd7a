using OzFunctions.Benchmarks.Scale.Queues;
using OzFunctions.Benchmarks.Scale.Tables;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>What something cost.</summary>
/// <param name="Tables">Requests to tables, by table.</param>
/// <param name="Queues">Requests to queues, by queue.</param>
/// <param name="Oz">Requests to Oz.</param>
internal sealed record ScaleCost(IReadOnlyDictionary<string, TableFigures> Tables, IReadOnlyDictionary<string, QueueFigures> Queues, long Oz)
{
    /// <summary>Nothing.</summary>
    public static ScaleCost None { get; } = new(new Dictionary<string, TableFigures>(), new Dictionary<string, QueueFigures>(), 0);

    /// <summary>Of all tables together.</summary>
    public TableFigures OfTables => Tables.Values.Aggregate(default(TableFigures), static (left, right) => left + right);

    /// <summary>Of all queues together.</summary>
    public QueueFigures OfQueues => Queues.Values.Aggregate(default(QueueFigures), static (left, right) => left + right);

    /// <summary>Adds costs.</summary>
    /// <param name="left">Some.</param>
    /// <param name="right">Others.</param>
    /// <returns>Both together.</returns>
    public static ScaleCost operator +(ScaleCost left, ScaleCost right) => new(
        Joined(left.Tables, right.Tables, static (a, b) => a + b), Joined(left.Queues, right.Queues, static (a, b) => a + b), left.Oz + right.Oz);

    /// <summary>Takes costs off.</summary>
    /// <param name="left">Later ones.</param>
    /// <param name="right">Earlier ones.</param>
    /// <returns>What came between them; nothing of what was left alone.</returns>
    public static ScaleCost operator -(ScaleCost left, ScaleCost right) => new(
        Joined(left.Tables, right.Tables, static (a, b) => a - b), Joined(left.Queues, right.Queues, static (a, b) => a - b), left.Oz - right.Oz);

    /// <summary>The same without some tables and queues.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>What is left.</returns>
    public ScaleCost Without(params string[] names) =>
        this with { Tables = Tables.Where(one => !names.Contains(one.Key)).ToDictionary(), Queues = Queues.Where(one => !names.Contains(one.Key)).ToDictionary() };

    private static Dictionary<string, T> Joined<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right, Func<T, T, T> join)
        where T : struct =>
        left.Keys.Union(right.Keys).Select(name => (name, Figures: join(left.GetValueOrDefault(name), right.GetValueOrDefault(name)))).Where(static one => !one.Figures.Equals(default(T))).ToDictionary(static one => one.name, static one => one.Figures);
}
