using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace OzFunctions.Tests.Builders;

/// <summary>An environment without the exceptions made for Development.</summary>
internal sealed class ProductionEnvironment : IHostEnvironment
{
    public string EnvironmentName { get; set; } = Environments.Production;

    public string ApplicationName { get; set; } = "";

    public string ContentRootPath { get; set; } = "";

    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
