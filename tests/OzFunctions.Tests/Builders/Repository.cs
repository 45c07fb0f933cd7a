using System.Reflection;

namespace OzFunctions.Tests.Builders;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
