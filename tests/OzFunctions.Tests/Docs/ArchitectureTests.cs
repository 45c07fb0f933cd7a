using System.Text.RegularExpressions;
using System.Xml.Linq;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The diagrams on the architecture page match the code.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Pictures = [.. MermaidBlocks().Matches(Repository.Read("docs/architecture.md")).Select(static block => block.Groups["code"].Value)];

    [Fact]
    public void EachBox_NamesAFolderThatExists()
    {
        var folders = Pictures.SelectMany(FoldersOf).Select(static box => box.Value).ToList();

        Assert.InRange(folders.Count, 20, 40);
        Assert.All(folders, static folder => Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), $"There is no folder {folder}."));
    }

    [Fact]
    public void EachArrow_ConnectsBoxesOfItsDiagram() => Assert.All(Pictures, static picture =>
    {
        var boxes = Names().Matches(picture).Select(static box => box.Groups["name"].Value).ToHashSet();
        var arrows = Arrows().Matches(picture);

        Assert.NotEmpty(arrows);
        Assert.All(arrows, arrow => Assert.Contains(arrow.Groups["from"].Value, boxes));
        Assert.All(arrows, arrow => Assert.Contains(arrow.Groups["to"].Value, boxes));
    });

    [Fact]
    public void SecondDiagram_ShowsTheProjectReferences()
    {
        var folders = FoldersOf(Pictures[1]);
        var shown = Arrows().Matches(Pictures[1]).Select(arrow => $"{folders[arrow.Groups["from"].Value]} > {folders[arrow.Groups["to"].Value]}");

        var projects = ((string[])["samples", "src", "tests"]).SelectMany(static part => Directory.EnumerateFiles(Path.Combine(Repository.Root, part), "*.csproj", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static folder => folder is "obj" or "clients"))).ToList();
        var references = projects.SelectMany(static project => XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => $"{FolderOf(project)} > {FolderOf(Path.Combine(Path.GetDirectoryName(project)!, (string)reference.Attribute("Include")!))}"));

        Assert.Equal(references.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Equal(projects.Select(FolderOf).Order(StringComparer.Ordinal), folders.Values.Order(StringComparer.Ordinal));
    }

    private static string FolderOf(string project) => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(Path.GetFullPath(project))!).Replace('\\', '/');

    private static Dictionary<string, string> FoldersOf(string picture) =>
        Boxes().Matches(picture).ToDictionary(static box => box.Groups["name"].Value, static box => box.Groups["folder"].Value);

    [GeneratedRegex("^```mermaid\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MermaidBlocks();

    [GeneratedRegex("""^ *(?<name>\w+)\["(?:[^"]+<br/>)?(?<folder>[^"]+)"\]$""", RegexOptions.Multiline)]
    private static partial Regex Boxes();

    // Rounded boxes are external systems.
    [GeneratedRegex("""^ *(?<name>\w+)(?:\["|\(\[")""", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex("""^ *(?<from>\w+) (?:-->|<-->|-\.->)(?:\|"[^"]+"\|)? (?<to>\w+)$""", RegexOptions.Multiline)]
    private static partial Regex Arrows();
}
