using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Docs;

/// <summary>The fast part of the tests starts no process and excludes no other tests.</summary>
public sealed class FastPartTests
{
    // The types that start a process: those of .NET, and those of the library that starts browsers.
    private static readonly string[] Starters = ["ProcessStartInfo", "IPlaywright"];

    [Fact]
    public void ClassesThatStartProcesses_AreMarked_AndNoOthers()
    {
        var starting = StartingTypes();
        var tests = typeof(FastPartTests).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true))).ToList();
        var marked = tests.Where(static type => type.IsDefined(typeof(StartsProcessesAttribute), inherit: false)).ToList();
        var toBeMarked = tests.Where(type => Lineage(type).Any(starting.Contains)).ToList();

        Assert.InRange(toBeMarked.Count, 20, tests.Count / 2);
        Assert.True(toBeMarked.All(marked.Contains), $"These start processes but are not marked: {Names(toBeMarked.Except(marked))}");
        Assert.True(marked.All(toBeMarked.Contains), $"These are marked but start no process: {Names(marked.Except(toBeMarked))}");
    }

    private static string Names(IEnumerable<Type> types) => string.Join(' ', types.Select(static type => type.FullName));

    private static IEnumerable<string> Lineage(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            yield return type.Name;
        }
    }

    // Finds by name the types that mention a starter, the types that mention one of these, and so on. Nested types count as part of the outer type.
    private static HashSet<string> StartingTypes()
    {
        var mentions = Sources().SelectMany(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(static type => type.Parent is BaseNamespaceDeclarationSyntax)
            .ToLookup(static type => type.Identifier.ValueText, static type => type.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText).ToHashSet());
        var starting = Starters.ToHashSet();
        for (var before = 0; before < starting.Count;)
        {
            before = starting.Count;
            starting.UnionWith(mentions.Where(type => type.Any(names => names.Overlaps(starting))).Select(static type => type.Key));
        }

        return starting;
    }

    private static IEnumerable<string> Sources() => ((string[])["src/OzFunctions.Server", "tests/OzFunctions.Tests", "tests/OzFunctions.Benchmarks/Scale/Tables"])
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));
}
