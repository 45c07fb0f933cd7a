using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The README is short and links to every page.</summary>
public sealed class ReadmeTests
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
}
