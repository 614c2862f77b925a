-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
SET @@SESSION.SQL_LOG_BIN= 0;
SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '0c5a1f2e-0000-11ee-9a9a-0242ac120002:1-23';
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci */ /*!80016 DEFAULT ENCRYPTION='N' */;
USE `shop`;
DROP TABLE IF EXISTS `child`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `child` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `parent_id` int DEFAULT NULL,
  `uuid` binary(16) DEFAULT (uuid_to_bin(uuid())),
  `name` varchar(80) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT _utf8mb4'x',
  `lower_name` varchar(80) COLLATE utf8mb4_bin GENERATED ALWAYS AS (lower(`name`)) STORED,
  `doc` json DEFAULT NULL,
  `flags` set('a','b,c','it''s') NOT NULL DEFAULT 'a',
  `state` enum('new','old') DEFAULT 'new' COMMENT 'it''s; a state',
  `ts` timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  `hidden` int DEFAULT NULL /*!80023 INVISIBLE */,
  `g` point NOT NULL /*!80003 SRID 4326 */,
  `bits` bit(3) DEFAULT b'101',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq` (`name`(10),`state` DESC),
  KEY `fk_parent` (`parent_id`),
  KEY `fn` ((lower(`name`))),
  KEY `mv` ((cast(json_extract(`doc`,_utf8mb4'$.a') as unsigned array))),
  KEY `inv` (`ts`) /*!80000 INVISIBLE */,
  SPATIAL KEY `sp` (`g`),
  FULLTEXT KEY `ft` (`name`) /*!50100 WITH PARSER `ngram` */ ,
  CONSTRAINT `fk_parent` FOREIGN KEY (`parent_id`) REFERENCES `parent` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT `child_chk_1` CHECK ((`hidden` > 0)) /*!80016 NOT ENFORCED */,
  CONSTRAINT `ck2` CHECK (((`state` <> _utf8mb4'new') or (`hidden` is null)))
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='x';
/*!40101 SET character_set_client = @saved_cs_client */;
LOCK TABLES `child` WRITE;
/*!40000 ALTER TABLE `child` DISABLE KEYS */;
INSERT INTO `child` (`id`, `name`) VALUES (1,'a;\nCREATE TABLE fake (a int);\nb'),(2,_binary 'x\'y');
/*!40000 ALTER TABLE `child` ENABLE KEYS */;
UNLOCK TABLES;
CREATE TABLE `parent` (
  `id` int NOT NULL,
  `y` year NOT NULL,
  `d` date NOT NULL,
  PRIMARY KEY (`id`,`d`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
/*!50100 PARTITION BY RANGE (year(`d`))
(PARTITION p0 VALUES LESS THAN (2020) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
/*!50001 DROP VIEW IF EXISTS `v`*/;
SET @saved_cs_client     = @@character_set_client;
/*!50503 SET character_set_client = utf8mb4 */;
/*!50001 CREATE VIEW `v` AS SELECT 
 1 AS `id`,
 1 AS `n`*/;
SET character_set_client = @saved_cs_client;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `tr` BEFORE INSERT ON `child` FOR EACH ROW begin set new.name = lower(new.name); insert into log values (1); end */;;
DELIMITER ;
/*!50106 SET @save_time_zone= @@TIME_ZONE */ ;
DELIMITER ;;
/*!50106 CREATE*/ /*!50117 DEFINER=`root`@`localhost`*/ /*!50106 EVENT `ev` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO begin delete from child; end */ ;;
DELIMITER ;
DELIMITER ;;
CREATE DEFINER=`root`@`localhost` FUNCTION `f`(`a` int) RETURNS int
    DETERMINISTIC
begin return a + 1; end ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `p`(IN a int, OUT b int)
begin set b = a; end ;;
DELIMITER ;
/*!50001 DROP VIEW IF EXISTS `v`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v` AS select `c`.`id` AS `id`,`c`.`name` AS `n` from (`child` `c` left join `parent` `p` on((`p`.`id` = `c`.`parent_id`))) */;
/*!50001 SET character_set_client      = @saved_cs_client */;
