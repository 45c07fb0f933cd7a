using System.Collections.Frozen;
using System.Reflection;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Dashboard;

/// <summary>The files of the dashboard. They are embedded in this assembly.</summary>
internal static class DashboardFiles
{
    private const string Folder = "Dashboard/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    // Read on first use: most processes never serve the dashboard.
    private static readonly Lazy<FrozenDictionary<string, ServedFile>> All = new(ReadAll);

    /// <summary>Finds a file.</summary>
    /// <param name="name">The file name, without folders.</param>
    /// <returns>The file; null when there is none.</returns>
    public static ServedFile? Find(string name) => All.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, ServedFile> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(static name => name[Folder.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static ServedFile Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return new ServedFile(content, ContentTypes[Path.GetExtension(name)]);
    }
}
