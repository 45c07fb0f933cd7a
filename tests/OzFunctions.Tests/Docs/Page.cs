using System.Text.RegularExpressions;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>A page of the documentation.</summary>
/// <param name="Path">The path in the repository.</param>
/// <param name="Text">The Markdown text.</param>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] AtTheRoot = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(static file => System.IO.Path.GetRelativePath(Repository.Root, file))
            .Concat(AtTheRoot)
            .Select(static path => new Page(path.Replace('\\', '/'), Repository.Read(path))),
    ];

    /// <summary>The anchors of the page: its headings, as GitHub names them, and its explicit anchors.</summary>
    public IReadOnlySet<string> Anchors { get; } = Headings().Matches(Code().Replace(Text, ""))
        .Select(static heading => NoLetters().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
        .Concat(Marks().Matches(Text).Select(static mark => mark.Groups[1].Value))
        .ToHashSet();

    /// <summary>The targets of the page's links.</summary>
    public IEnumerable<string> Links => LinkTargets().Matches(Text).Select(static link => link.Groups[1].Value);

    // Comments in code blocks look like headings.
    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NoLetters();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkTargets();
}
