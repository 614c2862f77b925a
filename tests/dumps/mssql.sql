USE [Garden]
GO
/****** Object:  Table [dbo].[Plant In Bed] ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[Plant In Bed](
	[PlantID] [int] NOT NULL,
	[Row No] [int] IDENTITY(1,1) NOT NULL,
	[Price] [money] NOT NULL,
	[Count] [smallint] NOT NULL,
	[Total]  AS ([Price]*[Count]) PERSISTED,
	[Changed] [datetime] NULL CONSTRAINT [DF_Changed] DEFAULT (getdate()),
 CONSTRAINT [PK_Plant_In_Bed] PRIMARY KEY CLUSTERED 
(
	[PlantID] ASC,
	[Row No] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
/****** Object:  Table [dbo].[Plant] ******/
CREATE TABLE [dbo].[Plant](
	[PlantID] [int] IDENTITY(1,1) NOT NULL,
	[Name] [nvarchar](50) NOT NULL,
	[Notes] [nvarchar](max) NULL,
	[Doc] [xml] NULL,
 CONSTRAINT [PK_Plant] PRIMARY KEY CLUSTERED ([PlantID] ASC) ON [PRIMARY],
 CONSTRAINT [UQ_Plant] UNIQUE NONCLUSTERED ([Name] ASC, [PlantID])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO
CREATE TYPE [dbo].[ColourName] FROM [nvarchar](20) NOT NULL
GO
SET IDENTITY_INSERT [dbo].[Plant] ON 
GO
INSERT [dbo].[Plant] ([PlantID], [Name]) VALUES (1, N'it''s
CREATE TABLE fake (a int)
GO')
GO
SET IDENTITY_INSERT [dbo].[Plant] OFF
GO
SET ANSI_PADDING ON
GO
CREATE UNIQUE NONCLUSTERED INDEX [IX_Price] ON [dbo].[Plant In Bed]
(
	[Price] ASC,
	[Count] DESC
)
INCLUDE([Total]) WHERE ([Count]>(0))
WITH (PAD_INDEX = OFF, SORT_IN_TEMPDB = OFF, DROP_EXISTING = OFF, ONLINE = OFF) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Plant] ADD  CONSTRAINT [DF_Name]  DEFAULT (N'x') FOR [Name]
GO
ALTER TABLE [dbo].[Plant In Bed]  WITH CHECK ADD  CONSTRAINT [FK_Plant] FOREIGN KEY([PlantID])
REFERENCES [dbo].[Plant] ([PlantID])
ON DELETE CASCADE
GO
ALTER TABLE [dbo].[Plant In Bed] CHECK CONSTRAINT [FK_Plant]
GO
ALTER TABLE [dbo].[Plant In Bed]  WITH NOCHECK ADD  CONSTRAINT [CK_Count] CHECK  (([Count]>(0) AND [price]>=(0)))
GO
CREATE SYNONYM [dbo].[Flower] FOR [dbo].[Plant]
GO
CREATE VIEW [dbo].[Totals]
AS
SELECT p.[Name], SUM(b.Total) AS [Sum] FROM dbo.Plant p INNER JOIN [dbo].[Plant In Bed] b ON b.PlantID = p.PlantID GROUP BY p.[Name]
GO
CREATE TRIGGER [dbo].[Changes] ON [dbo].[Plant In Bed] AFTER UPDATE AS
BEGIN
	SET NOCOUNT ON;
	UPDATE b SET Changed = GETDATE() FROM [dbo].[Plant In Bed] b INNER JOIN inserted i ON i.PlantID = b.PlantID AND i.[Row No] = b.[Row No];
END
GO
ALTER TABLE [dbo].[Plant In Bed] ENABLE TRIGGER [Changes]
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'what grows' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Plant'
GO
USE [master]
GO
ALTER DATABASE [Garden] SET READ_WRITE 
GO
