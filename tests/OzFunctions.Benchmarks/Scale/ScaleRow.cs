using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Benchmarks.Scale.World;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>What something costs at few and at many folders.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Few">Its cost at few.</param>
/// <param name="Many">Its cost at many.</param>
/// <param name="Most">See <see cref="ScaleCase.Most"/>.</param>
internal sealed record ScaleRow(string Name, ScaleCost Few, ScaleCost Many, int Most)
{
    /// <summary>Whether it costs more at many, beyond what it may come to at any number.</summary>
    public bool Grows
    {
        get
        {
            // Whether one more of Oz's lists has its turn in a run is a matter of time.
            var (few, many) = Counts;
            return many.Tables > few.Tables || many.LookedOver > Math.Max(few.LookedOver, Most) || many.Written > few.Written || many.Queues > few.Queues || many.Oz > few.Oz + 1;
        }
    }

    /// <summary>The same, in totals.</summary>
    public CaseCounts Counts => new(TotalOf(Few), TotalOf(Many));

    /// <summary>What is wrong, in a sentence.</summary>
    public string Fault => $"{char.ToUpperInvariant(Name[0])}{Name[1..]} costs more: at few folders {Sentence(Few)}, at many {Sentence(Many)}.";

    /// <summary>The heading of a table of such rows.</summary>
    /// <param name="few">How many folders are few.</param>
    /// <param name="many">How many are many.</param>
    /// <returns>Two lines.</returns>
    public static string Heading(int few, int many) =>
        $"{"",-38}{$"{few:N0} folders",45}  {$"{many:N0} folders",45}{Environment.NewLine}{"",-38}{Columns}  {Columns}";

    /// <inheritdoc/>
    public override string ToString() => $"{Name,-38}{Text(Counts.Few)}  {Text(Counts.Many)}  {Comparison}";

    private string Comparison => Counts.Few == Counts.Many ? "same" : Grows ? "MORE" : Counts.Many.LookedOver > Counts.Few.LookedOver ? $"at most {Most:N0} rows" : "less";

    private static string Columns => $"{"requests",10}{"looked over",13}{"written",9}{"queue",7}{"Oz",6}";

    private static Requests TotalOf(ScaleCost cost) => new(cost.OfTables.Requests, cost.OfTables.LookedOver, cost.OfTables.Written, cost.OfQueues.Requests, cost.Oz);

    private static string Text(Requests total) => $"{total.Tables,10:N0}{total.LookedOver,13:N0}{total.Written,9:N0}{total.Queues,7:N0}{total.Oz,6:N0}";

    private string Sentence(ScaleCost cost)
    {
        var tables = Few.Tables.Keys.Union(Many.Tables.Keys).Where(table => Few.Tables.GetValueOrDefault(table) is var few && Many.Tables.GetValueOrDefault(table) is var many && (few.Requests, few.LookedOver, few.Written) != (many.Requests, many.LookedOver, many.Written))
            .Order(StringComparer.Ordinal)
            .Select(table => cost.Tables.GetValueOrDefault(table) is var figures ? $"{figures.Requests:N0} requests to {table} that look over {figures.LookedOver:N0} rows and write {figures.Written:N0}" : "");
        return string.Join(", ", [.. tables, $"{cost.OfQueues.Requests:N0} to queues", $"{cost.Oz:N0} to Oz"]);
    }
}
