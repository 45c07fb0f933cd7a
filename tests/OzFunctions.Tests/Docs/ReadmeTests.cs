using System.Text.RegularExpressions;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The README is short, links to every page, and shows only figures that the performance page has.</summary>
public sealed partial class ReadmeTests
{
    private const int MostLines = 200;

    private static readonly Page Readme = Page.All.Single(static page => page.Path == "README.md");

    [Fact]
    public void Readme_HasAtMostTwoHundredLines() => Assert.InRange(Repository.Read(Readme.Path).Count(static letter => letter == '\n'), 1, MostLines);

    [Fact]
    public void Readme_LeadsToEveryPage() => Assert.All(Page.All.Where(static page => page != Readme), static page => Assert.Contains(page.Path, Readme.Links));

    [Fact]
    public void EachPage_StartsWithItsAudience() => Assert.All(
        Page.All.Where(static page => page.Path.StartsWith("docs/", StringComparison.Ordinal)),
        static page => Assert.StartsWith("For ", page.Text.Split("\n\n")[1], StringComparison.Ordinal));

    [Fact]
    public void Figures_AreThoseOfThePerformancePage()
    {
        var measured = Numbers().Matches(Repository.Read("docs/performance.md")).Select(static number => number.Value).ToHashSet();
        var shown = Numbers().Matches(Readme.Text.Split("\n## Figures\n")[1].Split("\n## ")[0]).Select(static number => number.Value).ToList();

        Assert.InRange(shown.Count, 20, 60);
        Assert.All(shown, number => Assert.Contains(number, measured));
    }

    [Theory]
    [InlineData("the same, on average under load", "storage requests for a webhook and all that follows")]
    [InlineData("webhooks a second, until all notifications were sent", "webhooks a second, until all notifications were sent")]
    [InlineData("processor time of a webhook", "processor time of a webhook")]
    [InlineData("answer to a webhook under load, p50, p95, p99", "acknowledgement, p50, p95, p99, max")]
    [InlineData("from a webhook to its notification under load, p50, p95, p99", "from the webhook to its notification, p50, p95, p99, max")]
    public void FigureUnderLoad_IsThatOfTheSameRowAndColumn(string label, string measured)
    {
        const string Heading = "\n| | OzFunctions | plain way |";
        var (shown, known) = (Cells(Readme.Text, Heading, label), Cells(Repository.Read("docs/performance.md"), Heading, measured));

        // The README omits the greatest of the times.
        Assert.Equal(shown.Select(static cell => cell.Length), shown.Zip(known, static (cell, other) => Math.Min(cell.Length, other.Length)));
        Assert.NotEmpty(shown[0]);
        Assert.All(shown.Zip(known), static pair => Assert.Equal(pair.First, pair.Second[..pair.First.Length]));
        Assert.All(shown.Zip(known), static pair => Assert.Equal(pair.First.Length == 0, pair.Second.Length == 0));
    }

    // The figures of OzFunctions and of the plain way.
    private static List<string[]> Cells(string page, string heading, string label) =>
    [
        .. page.Split(heading)[1].Split("\n\n")[0].Split('\n').Select(static row => row.Split('|', StringSplitOptions.TrimEntries)).Single(cells => cells.ElementAtOrDefault(1) == label)[2..4]
            .Select(static cell => Numbers().Matches(cell).Select(static number => number.Value).ToArray()),
    ];

    [GeneratedRegex(@"\d[\d,.]*\d|\d")]
    private static partial Regex Numbers();
}
