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

    [GeneratedRegex(@"\d[\d,.]*\d|\d")]
    private static partial Regex Numbers();
}
